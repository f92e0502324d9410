/**
 * Asks the platform whether an extension may open WebSockets, and remembers the answer. The lock of {@code Consents}
 * guards what is remembered and what is being asked; it is never held while the platform's code runs.
 */
@NullMarked
package dev.mooring.websocket.core.consent;

import org.jspecify.annotations.NullMarked;
