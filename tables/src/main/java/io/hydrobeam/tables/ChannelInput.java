package io.hydrobeam.tables;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.hadoop.fs.FSInputStream;

/** Input of Hadoop from a channel with a position. */
final class ChannelInput extends FSInputStream {
  private final SeekableByteChannel channel;

  ChannelInput(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** Reads a channel without a position to its end, and closes it. */
  static SeekableByteChannel inMemory(ReadableByteChannel channel) throws IOException {
    try (var in = Channels.newInputStream(channel)) {
      return new SeekableInMemoryByteChannel(in.readAllBytes());
    }
  }

  @Override
  public void seek(long position) throws IOException {
    if (position < 0 || position > channel.size()) {
      throw new EOFException("there is no position " + position + " of " + channel.size());
    }
    channel.position(position);
  }

  @Override
  public long getPos() throws IOException {
    return channel.position();
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, offset, length));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
