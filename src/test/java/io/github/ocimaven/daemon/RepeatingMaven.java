package io.github.ocimaven.daemon;

import java.util.Date;
import javax.inject.Inject;
import org.apache.maven.DefaultMaven;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.codehaus.plexus.classworlds.realm.ClassRealm;

/**
 * A core extension that takes Maven's place and has it build twenty times, in one container: as in
 * mvnd, the plugin's class loader, and what is static in it, serve all builds.
 */
public final class RepeatingMaven implements Maven {

  private final DefaultMaven maven;

  @Inject
  RepeatingMaven(DefaultMaven maven) {
    this.maven = maven;
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // what Maven takes
  public MavenExecutionResult execute(MavenExecutionRequest request) {
    MavenExecutionResult[] result = new MavenExecutionResult[1];
    try {
      new TwentyBuilds(((ClassRealm) getClass().getClassLoader()).getWorld())
          .run(
              () -> {
                Date now = new Date();
                request.setStartTime(now).getProjectBuildingRequest().setBuildStartTime(now);
                result[0] = maven.execute(request);
                return !result[0].hasExceptions();
              });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return result[0];
  }
}
