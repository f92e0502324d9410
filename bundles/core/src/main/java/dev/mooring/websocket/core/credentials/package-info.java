/**
 * The user's names and passwords, for servers and proxies that demand them: how they are demanded and given in HTTP,
 * and who knows them. Nothing here keeps or logs a password. Owns no thread and no lock; calls the log, and the
 * services of the platform.
 */
@NullMarked
package dev.mooring.websocket.core.credentials;

import org.jspecify.annotations.NullMarked;
