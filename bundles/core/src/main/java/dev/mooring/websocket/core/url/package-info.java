/**
 * Where URLs may lead: their form, which of them name this machine on a port that is reserved for the platform, and
 * what their hosts resolve to. The text is judged without any I/O, the addresses when they are asked for; the only
 * look-ups of names are here, on few threads of their own, for nobody can interrupt the system's resolver.
 *
 * <p>Objects of this package are a service that every bundle can have, so they lead to nothing of connections and their
 * owners. No lock is held while code of others is called. Calls {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.url;

import org.jspecify.annotations.NullMarked;
