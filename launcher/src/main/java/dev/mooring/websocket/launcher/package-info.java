/**
 * Starts Felix with the product in it, and shows what a sample extension experiences there. {@code Main} is the door;
 * {@code Platform} owns the framework and its cache; {@code Lines} carry what others tell, from their threads to the
 * main thread, which alone follows the plot. Nothing here sees the product's classes: they live in the framework.
 */
@NullMarked
package dev.mooring.websocket.launcher;

import org.jspecify.annotations.NullMarked;
