/**
 * WebSocket connections for the extensions of an OSGi-based platform. Each connection is moored to the bundle that
 * opened it: no other bundle can see it, and it is closed when that bundle stops.
 *
 * <p>A component takes the service, connects, and keeps the connection for as long as it likes:
 *
 * <pre>{@code
 * @Activate
 * public Ticker(@Reference WebSocketService sockets) {
 *     feed = sockets.connect("wss://example.com/feed");
 *     feed.onText(text -> show(text));
 *     feed.send("subscribe");
 * }
 * }</pre>
 *
 * <h2>States</h2>
 *
 * A connection is {@code CONNECTING} when {@code connect} returns, then {@code OPEN}, {@code CLOSING} and
 * {@code CLOSED} (RFC 6455, sections 4 and 7). One that can't be opened goes from {@code CONNECTING} to {@code CLOSED}.
 * {@link dev.mooring.websocket.WebSocketConnection#opened()} tells which of the two it was, and why.
 *
 * <h2>Threads</h2>
 *
 * Every method may be called from any thread and returns at once. The handlers of one connection run one at a time, on
 * threads that belong to that connection, in this order: open, messages as the peer sent them, error, close.
 * Connections do not wait for each other. A handler, an activator or an {@code @Activate} method may wait for any stage
 * of this package without a deadlock; while a handler waits, its own connection delivers nothing else.
 *
 * <p>What is chained to a stage directly gets the {@link dev.mooring.websocket.WebSocketException} that it fails with
 * as it is; further down a chain the JDK wraps it in a {@link java.util.concurrent.CompletionException}.
 *
 * <h2>Ownership</h2>
 *
 * The owner is the bundle whose {@code BundleContext} the service was taken from (OSGi Core, chapter 5; Declarative
 * Services do that for their components). While the owner is stopping, it can open nothing new but still send and
 * close; once it has stopped, whatever it left open is closed with code 1001 and none of its handlers is called again.
 * An object of this package that the owner has passed to another bundle is dead from then on, also after the owner has
 * been started again. Releasing the service object closes nothing.
 *
 * <h2>Roles</h2>
 *
 * The platform implements the interfaces of this package; extensions call them. {@code null} is never accepted and
 * never returned: passing it throws {@link NullPointerException} at the call.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.mooring.websocket;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
