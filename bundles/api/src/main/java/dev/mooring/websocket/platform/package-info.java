/**
 * What a platform gets from Mooring, besides what extensions get: the URL policy, for connections that it makes itself.
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
