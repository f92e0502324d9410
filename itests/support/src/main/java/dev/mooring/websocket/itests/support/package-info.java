/**
 * What the tests in the container play the rest of the world with: servers, good and bad, to connect to, extensions to
 * install, and looks into threads and heap at what is left of both. For tests only, and never shipped.
 *
 * <p>All state is there to be polled: nothing here sleeps, and no method waits for a peer. What listens, listens on
 * {@code 127.0.0.1} and on a port that the system chose. No type of the libraries inside shows in a signature.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.mooring.websocket.itests.support;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
