/**
 * What a platform plugs into Mooring, as services: rules of its own about connections, a way to ask for consent, the
 * user's credentials, and whom to trust.
 *
 * <p>Only services of the platform set's members count, which the framework property
 * {@code dev.mooring.websocket.platform} names by location or symbolic name. Those of others are ignored, with a
 * warning in the log. Services may come and go at any time; what is open stays open.
 *
 * <h2>Roles</h2>
 *
 * Platforms implement {@link dev.mooring.websocket.spi.ConnectPolicy},
 * {@link dev.mooring.websocket.spi.ConsentService}, {@link dev.mooring.websocket.spi.CredentialsService} and
 * {@link dev.mooring.websocket.spi.TlsMaterial}; Mooring calls them.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.mooring.websocket.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
