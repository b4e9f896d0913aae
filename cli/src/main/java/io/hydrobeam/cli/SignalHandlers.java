package io.hydrobeam.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Handlers of the signals of the operating system. The JDK offers signals only through {@code
 * sun.misc.Signal} of its module {@code jdk.unsupported}. The compiler warns of any use of this
 * class, so it is called by reflection. Tried on Java 17 and 21; {@code SignalHandlersTest} fails
 * first when the class changes.
 */
public final class SignalHandlers {
  private SignalHandlers() {}

  /**
   * Runs an action at each arrival of a signal, in place of the default handling of the JVM.
   *
   * @param signal the name without SIG, such as {@code INT}
   * @throws IllegalArgumentException if the JVM or the operating system keeps the signal for itself
   */
  public static void on(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "handler of " + signal;
                    default -> {
                      action.run();
                      yield null;
                    }
                  });
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("cannot handle the signal " + signal, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
    }
  }
}
