package io.aftercare.fulfilment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;

/** Lets a test break the systems that carry out what was decided. Each test mends what it broke, by {@link #mend()}. */
@TestComponent
public class TestPeers implements BeanPostProcessor {

    public enum Peer {
        PAYMENTS(Payments.class),
        VOUCHERS(Vouchers.class),
        STOCK(Stock.class),
        COURIER(Courier.class);

        private final Class<?> port;

        Peer(Class<?> port) {
            this.port = port;
        }
    }

    public enum Fault {
        /** Nothing is done and nothing answered. */
        DOWN,
        /** All is done and nothing answered. */
        SILENT,
        /** Says no. */
        DECLINES
    }

    private final Map<Peer, Fault> faults = new EnumMap<>(Peer.class);

    public synchronized void harm(Peer peer, Fault fault) {
        faults.put(peer, fault);
    }

    public synchronized void mend() {
        faults.clear();
    }

    private synchronized Fault fault(Peer peer) {
        return faults.get(peer);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        for (Peer peer : Peer.values()) {
            if (name.equals(peer.name().toLowerCase(Locale.ROOT) + "Peer")) {
                return breakable(peer, bean);
            }
        }
        return bean;
    }

    private Object breakable(Peer peer, Object real) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {peer.port}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(real, arguments);
                    }
                    Fault fault = fault(peer);
                    if (fault == Fault.DOWN) {
                        throw new Unconfirmed("连接不上");
                    } else if (fault == Fault.DECLINES) {
                        throw new Declined("对方拒绝办理");
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (fault == Fault.SILENT) {
                            throw new Unconfirmed("超时未答复");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
