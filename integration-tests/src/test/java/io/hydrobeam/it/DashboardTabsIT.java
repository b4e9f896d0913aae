package io.hydrobeam.it;

import static io.hydrobeam.it.ProxiedDashboard.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several tabs of one browser, which opens six connections to a host. The dashboard is under a path
 * of a proxy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardTabsIT {
  private static final int TABS = 8;

  private ProxiedDashboard page;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path directory) {
    System.out.println("DashboardTabsIT");
    page = ProxiedDashboard.start(directory);
    browser = page.browser();
  }

  @AfterEach
  void closeTabsAndClearAlert() {
    browser.closeOtherWindows();
    publishAlert("cleared");
    page.awaitMetric("alerts_active", 0);
  }

  @AfterAll
  void stop() throws Exception {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void eightTabsAreLiveOnOneConnection() {
    List<String> tabs = openTabs(TABS);
    for (int tab = 0; tab < TABS; tab++) {
      browser.lookAt(tabs.get(tab));
      page.awaitLive();
      assertThat(browser.text("#chosen-rig")).isEqualTo(rigOf(tab));
      awaitNextRow();
    }
    awaitConnections(1);

    browser.closeWindow(tabs.get(0));
    for (String tab : tabs.subList(1, TABS)) {
      browser.lookAt(tab);
      page.watchStates();
      awaitNextRow();
      assertThat(page.statesSeen()).containsOnly("ok");
    }
    awaitConnections(1);
  }

  @Test
  void hiddenTabsLetGoAndShowThePresentStateOnceSeen() {
    List<String> tabs = openTabs(3);
    tabs.forEach(this::hide);
    awaitConnections(0);
    for (String tab : tabs) {
      browser.lookAt(tab);
      assertThat(browser.title()).isEqualTo("Paused · Hydrobeam");
      assertThat(browser.state()).isEqualTo("lost");
      page.watchStates();
    }
    publishAlert("raised");
    page.awaitMetric("alerts_active", 1);

    for (String tab : tabs) {
      browser.lookAt(tab);
      browser.showWindow();
      page.awaitState("critical");
      assertThat(page.statesSeen()).containsOnly("lost", "critical");
      awaitNextRow();
    }
    awaitConnections(1);
  }

  @Test
  void tabsAreLiveAgainAfterARestartOfTheServer() {
    List<String> tabs = openTabs(TABS);
    page.stopServer();
    for (String tab : tabs) {
      browser.lookAt(tab);
      page.awaitState("lost");
    }
    page.startServer();
    for (String tab : tabs) {
      browser.lookAt(tab);
      page.awaitLive();
      awaitNextRow();
    }
    awaitConnections(1);
  }

  @Test
  void tabsShareAnotherWorkerAfterTheFirstCrashed() {
    List<String> tabs = openTabs(2);
    awaitConnections(1);
    for (String tab : tabs) {
      browser.lookAt(tab);
      page.awaitLive();
      page.watchStates();
    }
    assertThat(browser.endSharedWorkers()).isEqualTo(1);
    for (String tab : tabs) {
      browser.lookAt(tab);
      await().atMost(LATER).until(() -> page.statesSeen().contains("lost"));
      page.awaitLive();
      awaitNextRow();
    }
    awaitConnections(1);
  }

  @Test
  void tabWithoutSharedWorkersHasAConnectionOfItsOwn() {
    assertHasItsOwnConnection("delete window.SharedWorker");
  }

  @Test
  void tabWhoseWorkerDoesNotLoadHasAConnectionOfItsOwn() {
    assertHasItsOwnConnection(
        """
        const Real = window.SharedWorker;
        window.SharedWorker = function (script, options) {
          return new Real(script, { name: options.name + "-classic" });
        };
        """);
  }

  private void assertHasItsOwnConnection(String scriptBefore) {
    openTabs(1);
    browser.openWindow();
    browser.beforeEachPage(scriptBefore);
    page.openAndLogIn("/rigs/");
    awaitConnections(2);
    browser.hideWindow();
    awaitConnections(1);
    browser.showWindow();
    page.awaitLive();
    awaitConnections(2);
  }

  /** Opens tabs that show one rig or the other. */
  private List<String> openTabs(int count) {
    var tabs = new ArrayList<>(List.of(browser.window()));
    page.logIn("/rigs/#sensor=PS1&rig=" + rigOf(0));
    page.awaitLive();
    for (int tab = 1; tab < count; tab++) {
      tabs.add(browser.openWindow());
      browser.open(page.nginx().address("/rigs/#sensor=PS1&rig=" + rigOf(tab)));
    }
    return tabs;
  }

  private void publishAlert(String state) {
    Instant second = Instant.now().minusSeconds(1);
    page.rigs().publishAlert(LiveRigs.alert("tabs", "rig-1", second, state));
  }

  private void hide(String tab) {
    browser.lookAt(tab);
    browser.hideWindow();
  }

  private void awaitNextRow() {
    String before = browser.text("#detail-note");
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#detail-note")).isNotEqualTo(before));
  }

  private void awaitConnections(int count) {
    page.awaitMetric("pages_open", count);
  }

  private static String rigOf(int tab) {
    return "rig-" + (1 + tab % 2);
  }
}
