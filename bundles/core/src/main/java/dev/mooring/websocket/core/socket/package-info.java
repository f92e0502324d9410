/**
 * Sockets that cost a thread only while something happens on them, and leave nothing behind on it.
 *
 * <p>Why a selector on every JVM, where newer ones have virtual threads: code of others must not run on those, since it
 * may hold on to their carriers, so whatever comes is handed to a platform thread anyway; and a virtual thread that
 * waits takes several times the memory of a key. While there is traffic each connection has a platform thread of its
 * own: that saves a hand-over for each message. Calls nobody.
 */
@NullMarked
package dev.mooring.websocket.core.socket;

import org.jspecify.annotations.NullMarked;
