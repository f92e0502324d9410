package dev.mooring.websocket.platform;

import org.osgi.annotation.versioning.ProviderType;

/** How the dispatch of events through EventAdmin is doing. Immutable. */
@ProviderType
public interface DispatchState {

    /**
     * How many connections go round EventAdmin at the moment, because it is absent, stuck, or does not deliver.
     *
     * @return 0 if all is well
     */
    int connectionsRoundEventAdmin();

    /**
     * How many events were delivered without EventAdmin so far.
     *
     * @return counted since Mooring was started
     */
    long deliveriesRoundEventAdmin();

    /**
     * How many messages were discarded because their connection never had a handler.
     *
     * @return counted since Mooring was started
     */
    long discardedMessages();
}
