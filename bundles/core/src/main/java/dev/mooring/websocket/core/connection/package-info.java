/**
 * Connections and their owners: who may open what and when, ids, and the way of each connection from the call that
 * asked for it to its close.
 *
 * <p>Each step of a connection's {@code Lifecycle} happens once, whoever comes first. A {@code Life} is one
 * STARTING-to-STOPPED passage of a bundle and holds its connections. The order of the two sides makes the race between
 * stop and connect safe: a connect enters the life first and looks at its phase then; a stop sets the phase first and
 * looks at the connections then.
 *
 * <p>Calls {@code identity}, {@code policy}, {@code dispatch}, {@code transport}, {@code json} and {@code thread}. No
 * lock is held while code of others is called.
 */
@NullMarked
package dev.mooring.websocket.core.connection;

import org.jspecify.annotations.NullMarked;
