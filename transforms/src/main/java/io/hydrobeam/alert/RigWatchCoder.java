package io.hydrobeam.alert;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Encodes a {@link RigWatch}. */
final class RigWatchCoder extends AtomicCoder<RigWatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(RigWatch value, OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    value.encode(out);
    out.flush();
  }

  @Override
  public RigWatch decode(InputStream stream) throws IOException {
    return RigWatch.decode(new DataInputStream(stream));
  }
}
