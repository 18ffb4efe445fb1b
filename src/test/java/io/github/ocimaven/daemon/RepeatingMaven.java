package io.github.ocimaven.daemon;

import java.util.Date;
import javax.inject.Inject;
import org.apache.maven.DefaultMaven;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.codehaus.plexus.classworlds.realm.ClassRealm;

/**
 * A core extension that replaces Maven's main component to build twenty times in one container. As
 * in mvnd, all builds share the plugin's class loader and its static fields.
 */
public final class RepeatingMaven implements Maven {

  private final DefaultMaven maven;

  @Inject
  RepeatingMaven(DefaultMaven maven) {
    this.maven = maven;
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // Maven's methods take a Date
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
