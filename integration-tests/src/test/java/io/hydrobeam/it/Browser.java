package io.hydrobeam.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of Debian's packages; where there is none, the tests that need it are
 * skipped.
 */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Duration TO_LOAD = Duration.ofSeconds(40);
  private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    driver.manage().timeouts().pageLoadTimeout(TO_LOAD);
  }

  /** Starts one, or skips the test. */
  static Browser start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no browser: apt-get install chromium chromium-driver");
    // It misses an API that belongs to one version of the browser, and that nobody here uses.
    LOG.setLevel(Level.SEVERE);
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.addArguments("--window-size=1600,1000", "--js-flags=--expose-gc");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Opens a page. */
  void open(String address) {
    driver.get(address);
  }

  /** Opens another window, switches to it and returns its name. */
  String openWindow() {
    return driver.switchTo().newWindow(WindowType.WINDOW).getWindowHandle();
  }

  /** The name of the present window. */
  String window() {
    return driver.getWindowHandle();
  }

  /** Switches to a window. */
  void lookAt(String window) {
    driver.switchTo().window(window);
  }

  /** Minimizes the present window, so that its page is hidden. */
  void hideWindow() {
    driver.manage().window().minimize();
  }

  /** Restores the present window, so that its page is visible. */
  void showWindow() {
    driver.manage().window().setSize(new Dimension(1200, 900));
  }

  /** Closes a window. The test must switch to another one next. */
  void closeWindow(String window) {
    lookAt(window);
    driver.close();
  }

  /** Opens an empty window and closes all others. */
  void closeOtherWindows() {
    String empty = openWindow();
    for (String window : driver.getWindowHandles()) {
      if (!window.equals(empty)) {
        closeWindow(window);
      }
    }
    lookAt(empty);
  }

  /** Runs a script before the scripts of each page of this window. */
  void beforeEachPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Ends all shared workers, as a crash does, and returns their number. */
  long endSharedWorkers() {
    var targets =
        (List<?>) driver.executeCdpCommand("Target.getTargets", Map.of()).get("targetInfos");
    return targets.stream()
        .map(target -> (Map<?, ?>) target)
        .filter(target -> target.get("type").equals("shared_worker"))
        .peek(
            target ->
                driver.executeCdpCommand(
                    "Target.closeTarget", Map.of("targetId", target.get("targetId"))))
        .count();
  }

  /** The text of the first element that a selector finds; empty if there is none. */
  String text(String selector) {
    return (String)
        script("return document.querySelector(arguments[0])?.innerText.trim() ?? ''", selector);
  }

  /** The texts of all elements that a selector finds. */
  List<?> texts(String selector) {
    return (List<?>)
        script(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            selector);
  }

  /** The title of the page, which its tab shows. */
  String title() {
    return driver.getTitle();
  }

  /** The state of the page, from well to lost. */
  String state() {
    return (String) script("return document.body.dataset.state ?? ''");
  }

  /** Presses what a selector finds. */
  void press(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Types into what a selector finds. */
  void type(String selector, String text) {
    driver.findElement(By.cssSelector(selector)).sendKeys(text);
  }

  /** Presses a key wherever the focus is. */
  void key(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** Runs a script and returns what it returns. */
  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Looks at the page in a window of this size, in light or dark. */
  void look(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** What the browser complains of: errors of scripts, and whatever the policy has kept out. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** Writes what is to be seen into a PNG file. */
  void picture(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
