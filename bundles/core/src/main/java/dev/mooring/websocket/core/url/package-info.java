@NullMarked
package dev.mooring.websocket.core.url;

import org.jspecify.annotations.NullMarked;
