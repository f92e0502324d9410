/** Two connections to different services. The component closes both of them when it goes. */
@NullMarked
package dev.mooring.websocket.samples.multiple;

import org.jspecify.annotations.NullMarked;
