/**
 * Who belongs to the platform, and what follows from it: whose services are heard, and who gets which of ours. Owns no
 * thread and no lock; calls the log only.
 */
@NullMarked
package dev.mooring.websocket.core.trust;

import org.jspecify.annotations.NullMarked;
