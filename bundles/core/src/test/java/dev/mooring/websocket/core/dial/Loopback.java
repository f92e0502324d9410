package dev.mooring.websocket.core.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of this machine, of which there are plenty. */
final class Loopback {

    private Loopback() {}

    /** 127.0.0.{@code last}. */
    static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
