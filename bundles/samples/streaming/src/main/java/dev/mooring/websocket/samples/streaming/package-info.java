/** A stream that has to be subscribed to, with a message in JSON. A message that is no JSON does not end it. */
@NullMarked
package dev.mooring.websocket.samples.streaming;

import org.jspecify.annotations.NullMarked;
