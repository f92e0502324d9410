/** Core's voice: the OSGi log service, while there is one. Calls nobody else, and no message has a URL or a payload. */
@NullMarked
package dev.mooring.websocket.core.log;

import org.jspecify.annotations.NullMarked;
