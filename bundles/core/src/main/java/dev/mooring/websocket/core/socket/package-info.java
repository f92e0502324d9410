/** Sockets that cost a thread only while something happens on them, and leave nothing behind on it. */
@NullMarked
package dev.mooring.websocket.core.socket;

import org.jspecify.annotations.NullMarked;
