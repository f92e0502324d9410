package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Addresses from literals: no test of this package resolves a name. */
final class Addresses {

    private Addresses() {}

    static InetAddress of(String literal) {
        if (!literal.contains(":") && !literal.matches("[0-9.]+")) {
            throw new IllegalArgumentException("Not an address: " + literal);
        }
        try {
            return InetAddress.getAllByName(literal)[0];
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    static InetAddress[] allOf(String... literals) {
        return Stream.of(literals).map(Addresses::of).toArray(InetAddress[]::new);
    }
}
