// A worker that all tabs of a browser share. They have one connection, since a browser opens six to a host.
import { Hub } from "./hub.js";

const hub = new Hub();

addEventListener("connect", ({ ports: [port] }) => {
  const tell = (name, content) => port.postMessage({ name, content });
  port.onmessage = ({ data }) => (data.rig === null ? hub.leave(tell) : hub.want(tell, data.rig));
});
