// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands the session to the commands that take one. */
final class CommandFactory implements IFactory {

    private final Session session;
    private final IFactory others = CommandLine.defaultFactory();

    CommandFactory(Session session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == ListCommand.class) {
            return type.cast(new ListCommand(session));
        }
        if (type == ShowCommand.class) {
            return type.cast(new ShowCommand(session));
        }
        if (type == DumpCommand.class) {
            return type.cast(new DumpCommand(session));
        }
        if (type == RegsCommand.class) {
            return type.cast(new RegsCommand(session));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand(session));
        }
        if (type == SaveCommand.class) {
            return type.cast(new SaveCommand(session));
        }
        if (type == MailCommand.class) {
            return type.cast(new MailCommand(session));
        }
        if (type == BindCommand.class) {
            return type.cast(new BindCommand(session));
        }
        if (type == UnbindCommand.class) {
            return type.cast(new UnbindCommand(session));
        }
        if (type == ResetCommand.class) {
            return type.cast(new ResetCommand(session));
        }
        if (type == RegionsCommand.class) {
            return type.cast(new RegionsCommand(session));
        }
        if (type == IrqsCommand.class) {
            return type.cast(new IrqsCommand(session));
        }
        if (type == DmabufsCommand.class) {
            return type.cast(new DmabufsCommand(session));
        }
        if (type == DmabufCreateCommand.class) {
            return type.cast(new DmabufCreateCommand(session));
        }
        if (type == ExportCommand.class) {
            return type.cast(new ExportCommand(session));
        }
        if (type == IommuMapCommand.class) {
            return type.cast(new IommuMapCommand(session));
        }
        if (type == IommuUnmapCommand.class) {
            return type.cast(new IommuUnmapCommand(session));
        }
        if (type == ReceiveCommand.class) {
            return type.cast(new ReceiveCommand(session));
        }
        if (type == PokeCommand.class) {
            return type.cast(new PokeCommand(session));
        }
        if (type == JournalCommand.class) {
            return type.cast(new JournalCommand(session));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(session));
        }
        if (type == ConsoleCommand.class) {
            return type.cast(new ConsoleCommand(session));
        }
        if (type == SnapshotCommand.class) {
            return type.cast(new SnapshotCommand(session));
        }
        if (type == CompareCommand.class) {
            return type.cast(new CompareCommand(session));
        }
        if (type == WatchCommand.class) {
            return type.cast(new WatchCommand(session));
        }
        if (type == UndoCommand.class) {
            return type.cast(new UndoCommand(session));
        }
        return others.create(type);
    }
}
