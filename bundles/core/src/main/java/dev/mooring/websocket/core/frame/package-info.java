/**
 * What the peer may send (RFC 6455, sections 5 to 8): a gate that judges each frame by its header, before any of it is
 * kept, and what makes messages of the frames that pass. No I/O, no threads, no locks, and nothing of Tyrus: it is
 * bytes in, and verdicts and messages out. Used by one thread at a time. Calls nobody.
 */
@NullMarked
package dev.mooring.websocket.core.frame;

import org.jspecify.annotations.NullMarked;
