/**
 * Compression of messages, permessage-deflate (RFC 7692): what is offered and agreed, and messages from one form to the
 * other, on the JDK's {@code Inflater} and {@code Deflater}. These hold memory outside the heap, an inflater about 40
 * KiB and a deflater about 260; so connections borrow them from one {@code DeflatePool}, which knows all and ends all.
 * What is inflated is measured while it comes out.
 *
 * <p>No I/O and no threads. Locks guard the borrowing alone, never the work. Calls {@code frame}.
 */
@NullMarked
package dev.mooring.websocket.core.deflate;

import org.jspecify.annotations.NullMarked;
