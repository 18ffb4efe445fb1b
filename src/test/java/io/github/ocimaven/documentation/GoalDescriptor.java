package io.github.ocimaven.documentation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The goals with their parameters, as Maven reads them from the plugin's descriptor.
 *
 * @param parameters of each goal, by their names
 * @param properties of all goals: {@code oci.image}
 */
record GoalDescriptor(Map<String, Set<String>> parameters, Set<String> properties) {

  /** Reads the descriptor that the build has just written. */
  static GoalDescriptor read() throws Exception {
    Element plugin =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile())
            .getDocumentElement();
    Map<String, Set<String>> parameters = new HashMap<>();
    Set<String> properties = new HashSet<>();
    for (Element mojo : elements(plugin, "mojo")) {
      Set<String> names = new HashSet<>();
      for (Element parameter : elements(mojo, "parameter")) {
        String name = elements(parameter, "name").get(0).getTextContent();
        names.add(name);
        properties.add("oci." + name);
      }
      parameters.put(elements(mojo, "goal").get(0).getTextContent(), names);
    }
    return new GoalDescriptor(parameters, properties);
  }

  /** Returns the parameters of some goals, or of all if no goal is given. */
  Set<String> of(List<String> goals) {
    return parameters.entrySet().stream()
        .filter(goal -> goals.isEmpty() || goals.contains(goal.getKey()))
        .flatMap(goal -> goal.getValue().stream())
        .collect(Collectors.toSet());
  }

  /** Returns all elements of a name below another one. */
  static List<Element> elements(Element parent, String name) {
    return stream(parent.getElementsByTagName(name)).toList();
  }

  /** Returns the elements right below another one. */
  static List<Element> children(Node parent) {
    return stream(parent.getChildNodes()).toList();
  }

  private static Stream<Element> stream(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }
}
