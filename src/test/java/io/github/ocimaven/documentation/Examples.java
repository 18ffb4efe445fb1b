package io.github.ocimaven.documentation;

import static io.github.ocimaven.documentation.GoalDescriptor.children;
import static io.github.ocimaven.documentation.GoalDescriptor.elements;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the pieces of POMs that documents show. A piece without a plugin is about this one. */
final class Examples {

  private static final String PLUGIN = "oci-maven-plugin";

  private final GoalDescriptor descriptor;

  Examples(GoalDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Returns the parameters, properties and goals of a piece that don't exist.
   *
   * @throws SAXException if it is not well-formed
   */
  List<String> mistakes(String piece) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(new Silent());
    String xml = "<piece>" + piece.replaceFirst("^<\\?xml.*?\\?>", "") + "</piece>";
    Element root = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    List<String> mistakes = new ArrayList<>();
    for (Element element : elements(root, "*")) {
      String name = element.getTagName();
      if (name.startsWith("oci.") && !descriptor.properties().contains(name)) {
        mistakes.add(name);
      }
      if (name.equals("configuration") && isOurs(element)) {
        children(element).stream()
            .map(Element::getTagName)
            .filter(parameter -> !descriptor.of(goals(element)).contains(parameter))
            .forEach(mistakes::add);
      }
      if (name.equals("goal") && isOurs(element)) {
        String goal = element.getTextContent().strip();
        if (!descriptor.parameters().containsKey(goal)) {
          mistakes.add(goal);
        }
      }
    }
    return mistakes;
  }

  private static boolean isOurs(Element element) {
    for (Node node = element; node instanceof Element parent; node = node.getParentNode()) {
      if (parent.getTagName().equals("plugin")) {
        return children(parent).stream()
            .anyMatch(
                child ->
                    child.getTagName().equals("artifactId")
                        && child.getTextContent().strip().equals(PLUGIN));
      }
    }
    return true;
  }

  /** Returns the goals of the execution that a configuration belongs to. */
  private static List<String> goals(Element configuration) {
    return configuration.getParentNode() instanceof Element parent
            && parent.getTagName().equals("execution")
        ? elements(parent, "goal").stream().map(goal -> goal.getTextContent().strip()).toList()
        : List.of();
  }

  /** By default errors are printed, too. */
  private static final class Silent extends DefaultHandler {
    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
