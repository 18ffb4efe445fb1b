package io.github.ocimaven.faults;

import static io.github.ocimaven.faults.Step.Trait.ANSWERS_BODY;
import static io.github.ocimaven.faults.Step.Trait.ANSWERS_DIGEST;
import static io.github.ocimaven.faults.Step.Trait.IN_SESSION;
import static io.github.ocimaven.faults.Step.Trait.LEADS_ON;
import static io.github.ocimaven.faults.Step.Trait.SENDS_BODY;

import io.github.ocimaven.faults.Fault.Effect;
import io.github.ocimaven.faults.Fault.Kind;
import io.github.ocimaven.testing.registry.exchange.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Creates all faults. */
final class Faults {

  /**
   * Longer than any push here may take, so that a push which obeys it without a limit is noticed.
   */
  private static final int RETRY_AFTER_SECONDS = 30;

  /** Part of a Location's query. Requests that do not repeat it exactly are refused. */
  static final String SIGNATURE = "a%2Fb%3D&x=+y&empty=";

  private static final Map<Integer, String> CODES =
      Map.of(
          400, "UNSUPPORTED",
          403, "DENIED",
          404, "NAME_UNKNOWN",
          405, "UNSUPPORTED",
          413, "SIZE_INVALID",
          429, "TOOMANYREQUESTS");

  private final List<Fault> all = new ArrayList<>();

  private Faults() {}

  static List<Fault> all() {
    Faults faults = new Faults();
    faults.statuses();
    faults.brokenConnections();
    faults.silence();
    faults.answers();
    faults.uploads();
    return List.copyOf(faults.all);
  }

  /** Returns the fault that makes a push ask how far an upload got. */
  static Fault brokenBody() {
    return all().stream().filter(fault -> fault.name().equals("reset at half")).findFirst().get();
  }

  /** Returns the fault that makes a push abandon an upload. */
  static Fault refusal() {
    return all().stream().filter(fault -> fault.status() == 403).findFirst().get();
  }

  private void statuses() {
    for (int status : List.of(408, 425, 429, 500, 502, 503, 504)) {
      Answer answer = error(status);
      status(Kind.RETRYABLE_STATUS, status, "" + status, Faults::anywhere, answer);
      String seconds = Integer.toString(RETRY_AFTER_SECONDS);
      Answer inSeconds = answer.withHeader("Retry-After", seconds);
      status(Kind.RETRYABLE_STATUS, status, status + " after s", Faults::anywhere, inSeconds);
      Answer atDate = answer.withHeader("Retry-After", date());
      status(Kind.RETRYABLE_STATUS, status, status + " after date", Faults::anywhere, atDate);
    }
    Answer page = Answer.html(502, "<html><title>Bad Gateway</title></html>");
    status(Kind.RETRYABLE_STATUS, 502, "502 web page", Faults::anywhere, page);
    for (int status : List.of(400, 403, 404, 405)) {
      status(Kind.FINAL_STATUS, status, "" + status, Faults::anywhere, error(status));
    }
    status(Kind.FINAL_STATUS, 413, "413", step -> step.has(SENDS_BODY), error(413));
  }

  private void brokenConnections() {
    add(
        Kind.BROKEN,
        "503 at 0",
        step -> step.has(SENDS_BODY),
        exchange -> exchange.answerAtOnce(error(503)));
    add(Kind.BROKEN, "reset at 0", Faults::anywhere, Exchange::reset);
    Predicate<Step> withBody = step -> step.has(SENDS_BODY);
    add(Kind.BROKEN, "reset at 1", withBody, exchange -> cut(exchange, Integer.MAX_VALUE));
    add(Kind.BROKEN, "reset at half", withBody, exchange -> cut(exchange, 2));
    add(
        Kind.BROKEN,
        "reset at all",
        withBody,
        exchange -> {
          exchange.body();
          exchange.reset();
        });
    add(
        Kind.BROKEN,
        Fault.HALF_CLOSE,
        Faults::anywhere,
        exchange -> {
          exchange.body();
          exchange.hangUp();
        });
    add(
        Kind.ANSWER_LOST,
        "response lost",
        Faults::anywhere,
        exchange -> {
          exchange.forward();
          exchange.reset();
        });
    add(
        Kind.ANSWER_CUT,
        "response truncated",
        Faults::anywhere,
        exchange -> {
          exchange.write(exchange.forward().firstHalf());
          exchange.hangUp();
        });
  }

  private void silence() {
    add(Kind.SILENCE, "stall at 0", step -> step.has(SENDS_BODY), Exchange::keepDeaf);
    add(
        Kind.SILENCE,
        "stall",
        Faults::anywhere,
        exchange -> {
          exchange.body();
          exchange.keepSilent();
        });
    add(
        Kind.ANSWER_STUCK,
        "stall in response",
        Faults::anywhere,
        exchange -> {
          exchange.write(exchange.forward().firstHalf());
          exchange.keepSilent();
        });
    add(
        Kind.ANSWER_STUCK,
        "length too long",
        step -> !step.isHead() && step != Step.GET_UPLOAD && step != Step.DELETE_UPLOAD,
        exchange -> {
          exchange.answer(exchange.forward().announcing(10));
          exchange.keepSilent();
        });
  }

  private void answers() {
    add(
        Kind.SHORTENED,
        "length too short",
        step -> step.has(ANSWERS_BODY),
        exchange -> exchange.answer(exchange.forward().announcing(-1)));
    add(
        Kind.WEB_PAGE,
        "2xx web page",
        step -> step.success() != 204,
        exchange ->
            exchange.answer(
                Answer.html(exchange.step().success(), "<html><title>Log in</title></html>")));
    String other = "sha256:" + "0123456789abcdef".repeat(4);
    add(
        Kind.OTHER_DIGEST,
        "other digest",
        step -> step.has(ANSWERS_DIGEST),
        exchange -> exchange.answer(exchange.forward().with("Docker-Content-Digest", other)));
    add(
        Kind.REDIRECT,
        "307 elsewhere",
        Faults::anywhere,
        exchange -> {
          String there = exchange.elsewhere();
          exchange.answer(Answer.redirect(307, there));
        });
    add(
        Kind.HARMLESS,
        "slow trickle",
        Faults::anywhere,
        exchange -> exchange.trickle(exchange.forward()));
  }

  private void uploads() {
    Predicate<Step> leadsOn = step -> step.has(LEADS_ON);
    add(
        Kind.NO_LOCATION,
        "no Location",
        leadsOn,
        exchange -> {
          HttpAnswer answer = exchange.forward();
          exchange.answer(new HttpAnswer(answer.head().without("Location"), answer.body()));
        });
    location("relative Location", url -> url.replaceFirst("^http://[^/]+", ""));
    location("Location with query", url -> url + "&sig=" + SIGNATURE);
    Answer unknown = Answer.error(404, "MANIFEST_BLOB_UNKNOWN", "a child was collected");
    status(Kind.CHILD_LOST, 404, "404 child lost", step -> step == Step.PUT_TAG, unknown);
    lost(404, "BLOB_UPLOAD_UNKNOWN");
    lost(400, "BLOB_UPLOAD_INVALID");
    lost(416, "BLOB_UPLOAD_INVALID");
  }

  private void location(String name, UnaryOperator<String> change) {
    add(
        Kind.HARMLESS,
        name,
        step -> step.has(LEADS_ON),
        exchange -> {
          HttpAnswer answer = exchange.forward();
          String url = answer.head().header("Location").orElseThrow();
          exchange.answer(answer.with("Location", change.apply(url)));
        });
  }

  private void lost(int status, String code) {
    Answer answer = Answer.error(status, code, "the upload is unknown");
    status(
        Kind.SESSION_LOST, status, status + " session lost", step -> step.has(IN_SESSION), answer);
  }

  private static void cut(Exchange exchange, int divisor) throws IOException {
    exchange.forwardPart(divisor);
    exchange.reset();
  }

  private static boolean anywhere(Step step) {
    return true;
  }

  private static Answer error(int status) {
    return Answer.error(status, CODES.getOrDefault(status, "UNKNOWN"), "no such luck");
  }

  private static String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Clock.systemUTC().instant().plusSeconds(RETRY_AFTER_SECONDS).atZone(ZoneOffset.UTC));
  }

  private void status(Kind kind, int status, String name, Predicate<Step> applies, Answer answer) {
    all.add(new Fault(name, kind, status, applies, exchange -> exchange.answer(answer)));
  }

  private void add(Kind kind, String name, Predicate<Step> applies, Effect effect) {
    all.add(new Fault(name, kind, 0, applies, effect));
  }
}
