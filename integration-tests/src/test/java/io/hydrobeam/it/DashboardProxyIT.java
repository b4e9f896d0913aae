package io.hydrobeam.it;

import static io.hydrobeam.it.ProxiedDashboard.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a real browser behind a real nginx: under a path, with nginx's defaults and with
 * a proxy that holds events back. Skipped where there is no Chromium or no nginx.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardProxyIT {
  private static final String TIME = "(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d";
  private static final int ROWS_WATCHED = 24;

  private static final String LOOKS_WELL =
      """
      const icon = getComputedStyle(document.querySelector('#glance > .icon')).color;
      const probe = document.body.appendChild(document.createElement('i'));
      probe.className = 'rig';
      probe.dataset.state = 'ok';
      const sign = probe.appendChild(document.createElement('i'));
      sign.className = 'icon';
      const well = getComputedStyle(sign).color;
      probe.remove();
      return icon === well || document.querySelector('#glance-icon').href.baseVal === '#icon-ok';
      """;

  private ProxiedDashboard page;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path directory) {
    System.out.println("DashboardProxyIT");
    page = ProxiedDashboard.start(directory);
    browser = page.browser();
  }

  @AfterAll
  void stop() throws Exception {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void pageUnderAPathAsksForItsTokenAndIsLive() {
    browser.complaints(); // those of other tests
    page.openAndLogIn("/rigs/");
    assertThat(browser.script("return location.pathname")).isEqualTo("/rigs/");
    assertThat(browser.text("#headline")).isEqualTo("All is well");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void connectionBehindNginxDefaultsIsNotLost() {
    page.openAndLogIn("/rigs/");
    assertThat(statesWhileRowsCome()).containsOnly("ok");
  }

  @Test
  void connectionBehindAProxyThatHoldsEventsBackSettles() {
    page.openAndLogIn("/held/");
    await().atMost(LATER).untilAsserted(() -> assertThat(statesWhileRowsCome()).containsOnly("ok"));
  }

  @Test
  void pageWithoutDataDoesNotLookWell() {
    page.logIn("/mute/");
    assertThat(browser.state()).isIn("unknown", "lost");
    assertNothingIsKnown();
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("No connection"));
    assertNothingIsKnown();
  }

  @Test
  void lostConnectionMarksPageAsOld() throws Exception {
    page.openAndLogIn("/rigs/");
    page.nginx().close();
    page.awaitState("lost");
    assertThat(browser.text("#alerts-none"))
        .matches("No alert was active at " + TIME + "\\. What holds now is not known\\.");
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+well at " + TIME);
    assertThat(browser.script(LOOKS_WELL)).isEqualTo(false);
    assertThat(browser.texts(".rig[data-state=ok]")).isEmpty();
    assertThat(browser.text("#measurements-time")).matches("as of " + TIME);
    assertThat(browser.text("#data-time")).matches("as of " + TIME);
    assertThat(browser.text("#fact-last")).isEqualTo("–");

    page.nginx().start();
    page.awaitState("ok");
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+well");
    assertThat(browser.text("#alerts-none")).isEqualTo("Nothing is wrong that Hydrobeam knows of.");
    await().atMost(LATER).until(() -> browser.text("#measurements-time").isEmpty());

    Instant raised = Instant.now().minusSeconds(1);
    page.rigs().publishAlert(LiveRigs.alert("a", "rig-1", raised, "raised"));
    page.awaitState("critical");
    assertThat(browser.text(".alert .since")).doesNotContain("as of");
    page.nginx().close();
    page.awaitState("lost");
    assertThat(browser.text("#alerts-count")).matches("1 active at " + TIME);
    assertThat(browser.text(".alert .since")).matches(".*, as of " + TIME);
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+critical at " + TIME);
    page.nginx().start();
    page.awaitState("critical");
    page.rigs().publishAlert(LiveRigs.alert("a", "rig-1", raised.plusSeconds(1), "cleared"));
    page.awaitState("ok");
  }

  private void assertNothingIsKnown() {
    assertThat(browser.script(LOOKS_WELL)).isEqualTo(false);
    assertThat(browser.text("#alerts-none")).isEqualTo("No data yet.");
    assertThat(browser.text("#alerts-count")).isEmpty();
    assertThat(browser.texts("#facts dd")).isEqualTo(List.of("–", "–", "–", "–"));
  }

  /** The states that the page goes through until some more rows have come. */
  private List<String> statesWhileRowsCome() {
    int before = rowsShown();
    page.watchStates();
    await().atMost(LATER).until(() -> rowsShown() >= before + ROWS_WATCHED);
    return page.statesSeen();
  }

  private int rowsShown() {
    return Integer.parseInt(browser.text("#counts div:nth-child(2) dd").replace("\u2009", ""));
  }
}
