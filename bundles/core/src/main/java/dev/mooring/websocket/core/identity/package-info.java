/**
 * Who a bundle is: the id of its extension, what it declares, and what is wrong with either. One bundle at a time has
 * an id; {@code Identities} has the claims, and every other class here only looks at what it is given.
 *
 * <p>A bundle is read once for each of its lives, and remembered in values that do not lead back to it. Calls
 * {@code json}. Holds no lock.
 */
@NullMarked
package dev.mooring.websocket.core.identity;

import org.jspecify.annotations.NullMarked;
