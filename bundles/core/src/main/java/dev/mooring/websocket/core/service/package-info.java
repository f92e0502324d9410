/**
 * The components at the door: one that builds core and takes it down again, and one for each bundle that uses it.
 * Everything that comes and goes in the container (EventAdmin, the log service) arrives here and is looked at anew each
 * time it is needed, so that no change of it deactivates an extension.
 */
@NullMarked
package dev.mooring.websocket.core.service;

import org.jspecify.annotations.NullMarked;
