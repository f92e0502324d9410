/**
 * What a platform gets from Mooring, besides what extensions get: the URL policy, for connections that it makes itself,
 * and the administration of everybody's connections.
 *
 * <p>{@link dev.mooring.websocket.platform.UrlPolicy} is for every bundle.
 * {@link dev.mooring.websocket.platform.WebSocketAdmin} is only for members of the platform set, which the framework
 * property {@code dev.mooring.websocket.platform} names; all others neither find it nor get it.
 *
 * <h2>Roles</h2>
 *
 * Mooring implements the interfaces of this package; platforms call them.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.mooring.websocket.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
