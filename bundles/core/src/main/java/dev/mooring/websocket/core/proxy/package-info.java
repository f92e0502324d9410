/**
 * The ways to a server: directly, or through a proxy that operators have set for all connections. Which one it is, and
 * what is said to a proxy (HTTP CONNECT, SOCKS 5) until bytes go through it. Sockets are made, guarded and timed by who
 * calls. Owns no thread and no lock; calls {@code url}, {@code credentials}, {@code socket}, and the JVM's
 * {@code ProxySelector} if operators want that.
 */
@NullMarked
package dev.mooring.websocket.core.proxy;

import org.jspecify.annotations.NullMarked;
