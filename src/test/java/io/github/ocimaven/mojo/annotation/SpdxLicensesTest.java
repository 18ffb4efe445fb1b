package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and URLs from POMs of well-known projects. */
class SpdxLicensesTest {

  private static final String NO_URL = "";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Apache-2.0                                              | Apache-2.0",
        "apache 2.0                                              | Apache-2.0",
        "Apache 2                                                | Apache-2.0",
        "Apache License, Version 2.0                             | Apache-2.0",
        "The Apache Software License, Version 2.0                | Apache-2.0",
        "The Apache License, Version 2.0.                        | Apache-2.0",
        "Apache License v2                                       | Apache-2.0",
        "Apache Public License 2.0                               | Apache-2.0",
        "ASL 2.0                                                 | Apache-2.0",
        "MIT                                                     | MIT",
        "The MIT License (MIT)                                   | MIT",
        "MIT Licence                                             | MIT",
        "MIT-0                                                   | MIT-0",
        "Eclipse Public License - v 1.0                          | EPL-1.0",
        "EPL 2.0                                                 | EPL-2.0",
        "Eclipse Public License v. 2.0                           | EPL-2.0",
        "Eclipse Public License (EPL) 2.0                        | EPL-2.0",
        "Eclipse Distribution License - v 1.0                    | BSD-3-Clause",
        "EDL 1.0                                                 | BSD-3-Clause",
        "BSD-2-Clause                                            | BSD-2-Clause",
        "BSD 3-Clause License                                    | BSD-3-Clause",
        "The 3-Clause BSD License                                | BSD-3-Clause",
        "New BSD License                                         | BSD-3-Clause",
        "Revised BSD                                             | BSD-3-Clause",
        "BSD3                                                    | BSD-3-Clause",
        "GPLv2                                                   | GPL-2.0-only",
        "GPL-2.0-only                                            | GPL-2.0-only",
        "GNU General Public License, version 2                   | GPL-2.0-only",
        "GNU General Public License (GPL), version 3 or later    | GPL-3.0-or-later",
        "GPL-3.0-or-later                                        | GPL-3.0-or-later",
        "GPL-2.0+                                                | GPL-2.0-or-later",
        "GNU GPL v3 or (at your option) any later version        | GPL-3.0-or-later",
        "GPL2 w/ CPE               | GPL-2.0-only WITH Classpath-exception-2.0",
        "GNU General Public License, version 2 with the GNU Classpath Exception"
            + "                        | GPL-2.0-only WITH Classpath-exception-2.0",
        "GPL-2.0-only WITH Classpath-exception-2.0"
            + "                        | GPL-2.0-only WITH Classpath-exception-2.0",
        "GNU Lesser General Public License, Version 2.1          | LGPL-2.1-only",
        "GNU Library General Public License v2.1 or later        | LGPL-2.1-or-later",
        "LGPL-3.0                                                | LGPL-3.0-only",
        "GNU Affero General Public License v3.0                  | AGPL-3.0-only",
        "AGPL-3.0-or-later                                       | AGPL-3.0-or-later",
        "Mozilla Public License Version 2.0                      | MPL-2.0",
        "MPL 1.1                                                 | MPL-1.1",
        "COMMON DEVELOPMENT AND DISTRIBUTION LICENSE (CDDL) Version 1.0 | CDDL-1.0",
        "CDDL 1.1                                                | CDDL-1.1",
        "CC0                                                     | CC0-1.0",
        "CC0 1.0 Universal                                       | CC0-1.0",
        "'Public Domain, per Creative Commons CC0'               | CC0-1.0",
        "The Unlicense                                           | Unlicense",
        "ISC License                                             | ISC",
        "Universal Permissive License (UPL), Version 1.0         | UPL-1.0",
        "European Union Public Licence v1.2                      | EUPL-1.2",
        "Boost Software License 1.0                              | BSL-1.0",
        "zlib/libpng License                                     | Zlib",
      })
  void knowsNames(String name, String id) {
    assertThat(SpdxLicenses.find(name, NO_URL)).contains(id);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.apache.org/licenses/LICENSE-2.0.txt, Apache-2.0",
    "http://www.apache.org/licenses/LICENSE-2.0, Apache-2.0",
    "https://opensource.org/licenses/Apache-2.0, Apache-2.0",
    "https://opensource.org/license/apache-2-0/, Apache-2.0",
    "https://opensource.org/licenses/mit-license.php, MIT",
    "https://opensource.org/license/mit, MIT",
    "https://opensource.org/licenses/BSD-3-Clause, BSD-3-Clause",
    "https://spdx.org/licenses/LGPL-2.1-or-later.html, LGPL-2.1-or-later",
    "https://spdx.org/licenses/MIT.html#licenseText, MIT",
    "https://www.gnu.org/licenses/gpl-3.0.en.html, GPL-3.0-only",
    "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.txt, LGPL-2.1-only",
    "http://www.gnu.org/licenses/lgpl-3.0.html, LGPL-3.0-only",
    "http://openjdk.java.net/legal/gplv2+ce.html, GPL-2.0-only WITH Classpath-exception-2.0",
    "https://www.eclipse.org/legal/epl-2.0/, EPL-2.0",
    "http://www.eclipse.org/legal/epl-v10.html, EPL-1.0",
    "https://www.mozilla.org/en-US/MPL/2.0/, MPL-2.0",
    "https://creativecommons.org/publicdomain/zero/1.0/, CC0-1.0",
    "https://unlicense.org/, Unlicense",
  })
  void knowsUrlsWhereTheNameSaysTooLittle(String url, String id) {
    assertThat(SpdxLicenses.find("The License", url)).contains(id);
    assertThat(SpdxLicenses.find("", url)).contains(id);
  }

  @Test
  void believesTheNameFirst() {
    assertThat(SpdxLicenses.find("MIT", "https://www.apache.org/licenses/LICENSE-2.0"))
        .contains("MIT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Apache-2.0 OR MIT",
        "GPL-2.0-or-later WITH Autoconf-exception-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "(MIT AND ISC) OR Apache-2.0",
        "((Zlib OR MIT) AND BSD-3-Clause)",
        "EUPL-1.1",
        "LicenseRef-Acme-Proprietary",
      })
  void takesExpressionsAsTheyAre(String expression) {
    assertThat(SpdxLicenses.find(expression, NO_URL)).contains(expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Apache License",
        "BSD",
        "BSD-style",
        "GNU General Public License",
        "GNU Lesser General Public License",
        "Proprietary",
        "Acme License 1.0",
        "MIT OR",
        "MIT OR Commercial",
        "(MIT OR ISC",
        "MIT OR ISC)",
        "LicenseRef-",
      })
  void guessesNothing(String name) {
    assertThat(SpdxLicenses.find(name, NO_URL)).isEmpty();
    assertThat(SpdxLicenses.find(name, "https://example.com/license")).isEmpty();
  }

  @Test
  void readsNoNovels() {
    assertThat(SpdxLicenses.find("(".repeat(100_000), NO_URL)).isEmpty();
    assertThat(SpdxLicenses.find("", "/".repeat(100_000))).isEmpty();
    assertThat(SpdxLicenses.find("LicenseRef-1 OR ".repeat(31), NO_URL)).isEmpty();
  }
}
