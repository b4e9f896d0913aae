package io.hydrobeam.sandbox.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Credentials of a secured broker and its clients. The key has a self-signed certificate for
 * localhost. One password is for both the only user and the key. The credentials are created once,
 * in a directory that no other user of the machine can read.
 *
 * @param keyStore the file with the key, PKCS12
 * @param certificate the certificate that clients trust, PEM
 * @param password the password of the user and of the key
 */
record Credentials(Path keyStore, String certificate, String password) {
  private static final String KEY_STORE = "broker.p12";
  private static final String PASSWORD = "password";
  private static final String ALIAS = "broker";
  private static final int PASSWORD_BYTES = 24;
  private static final int MAKE_SECONDS = 30;

  /** Returns the credentials in a directory, and creates them if the directory does not exist. */
  static Credentials in(Path directory) {
    try {
      FormatOnce.format(directory, Credentials::make);
      Path file = directory.resolve(KEY_STORE);
      String password = Files.readString(directory.resolve(PASSWORD), UTF_8);
      var certificate =
          KeyStore.getInstance(file.toFile(), password.toCharArray()).getCertificate(ALIAS);
      return new Credentials(file, pem(certificate.getEncoded()), password);
    } catch (UserException e) {
      throw e;
    } catch (Exception e) {
      throw UserException.failed(
          "The key and the password in %s cannot be used: %s. Remove that directory; new ones are made, and the topics begin anew.",
          directory, e);
    }
  }

  private static void make(Path directory) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Path password = directory.resolve(PASSWORD);
    Files.writeString(password, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve(KEY_STORE).toString(),
                "-storepass:file",
                password.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    boolean ended = keytool.waitFor(MAKE_SECONDS, TimeUnit.SECONDS);
    keytool.destroyForcibly();
    if (!ended || keytool.exitValue() != 0) {
      throw UserException.failed(
          "%s",
          "The JDK's keytool could not make a key: "
              + Files.readString(directory.resolve("keytool.log")).strip());
    }
  }

  private static String pem(byte[] certificate) {
    return String.format(
        Locale.ROOT,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----",
        Base64.getEncoder().encodeToString(certificate));
  }

  @Override
  public String toString() {
    return "Credentials[" + keyStore + "]";
  }
}
