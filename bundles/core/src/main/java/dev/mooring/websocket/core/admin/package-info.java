/**
 * The administration of all connections, as members of the platform set get it. Knows the connections through their
 * registry only.
 */
@NullMarked
package dev.mooring.websocket.core.admin;

import org.jspecify.annotations.NullMarked;
