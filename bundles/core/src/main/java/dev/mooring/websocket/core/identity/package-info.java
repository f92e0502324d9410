@NullMarked
package dev.mooring.websocket.core.identity;

import org.jspecify.annotations.NullMarked;
