/** An echo server for the launcher's demo. No part of the product: nothing of it is ever installed in a container. */
@NullMarked
package dev.mooring.websocket.launcher.demo;

import org.jspecify.annotations.NullMarked;
