/**
 * Every thread of core starts and ends here, and so does its timer. Names, class loader and inherited state of these
 * threads say nothing about the extension that they work for. Calls nobody.
 */
@NullMarked
package dev.mooring.websocket.core.thread;

import org.jspecify.annotations.NullMarked;
