package io.hydrobeam.common;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static String text(byte[] bytes) throws IOException {
    return Utf8.text(new ByteArrayInputStream(bytes));
  }

  @Test
  void byteOrderMarkIsNoTextAtTheBeginningAlone() throws IOException {
    assertThat(text("\uFEFFa\uFEFFb".getBytes(UTF_8))).isEqualTo("a\uFEFFb");
    assertThat(text("\uFEFF".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void textOfAnyLengthWithoutAMarkIsRead() throws IOException {
    String grown = "\u00e4";
    assertThat(text(new byte[0])).isEmpty();
    for (int i = 0; i < 16; i++) {
      assertThat(text(grown.getBytes(UTF_8))).isEqualTo(grown);
      grown += grown;
    }
  }

  @Test
  void utf16IsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> text("\uFEFFcycle".getBytes(UTF_16LE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("save it as UTF-8");
  }

  @Test
  void latin1IsRefused() {
    assertThatThrownBy(() -> text(new byte[] {'a', (byte) 0xE4, 'b'}))
        .isInstanceOf(CharacterCodingException.class);
  }
}
