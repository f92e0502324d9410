/** What can be set: bounds and time-outs, as one immutable value that is handed down. Calls nobody. */
@NullMarked
package dev.mooring.websocket.core.config;

import org.jspecify.annotations.NullMarked;
