package dev.mooring.websocket.itests.bench;

/** One thing to be measured of each subject. */
record Point(Measure measure, Size size) {

    /** For a client: all but the count and the way to send. */
    String command() {
        return measure.command() + " " + (size.isText() ? "text" : "binary") + " " + size.bytes();
    }

    /** As the table has it: how many bytes a message has, or how many connections there are. */
    String label(int connections) {
        if (measure.needsFreshProcess()) {
            return Integer.toString(connections);
        }
        return size.bytes() == 0 ? "-" : size.toString();
    }

    @Override
    public String toString() {
        return measure.command() + " " + size;
    }
}
