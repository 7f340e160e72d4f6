// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.Optional;

import org.barscope.mail.thread.MessageSummary;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;

/**
 * A message to show, by its id. Equal to another for the same message.
 *
 * @param messageId without angle brackets
 * @param subject   for the title until the message is read
 * @param query     what led to it; its words are highlighted. Empty for none
 * @param line      the line of the text to show first, from 0; empty for the beginning
 */
public record MessageInput(String messageId, String subject, String query, Optional<Integer> line)
        implements IEditorInput, IPersistableElement {

    private static final String ID = "messageId";
    private static final String SUBJECT = "subject";

    /** A message known from the index. */
    public static MessageInput of(MessageSummary message) {
        return new MessageInput(message.messageId(), message.subject(), "", Optional.empty());
    }

    /** A message of which only the id is known. */
    public static MessageInput of(String messageId) {
        return new MessageInput(messageId, messageId, "", Optional.empty());
    }

    /** The same, found by a query, at a line. */
    public MessageInput with(String foundBy, Optional<Integer> at) {
        return new MessageInput(messageId, subject, foundBy, at);
    }

    static Optional<MessageInput> restore(IMemento memento) {
        String id = memento.getString(ID);
        String title = memento.getString(SUBJECT);
        return id == null || title == null ? Optional.empty()
                : Optional.of(new MessageInput(id, title, "", Optional.empty()));
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(ID, messageId);
        memento.putString(SUBJECT, subject);
    }

    @Override
    public String getFactoryId() {
        return MessageInputFactory.ID;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return null;
    }

    @Override
    public String getName() {
        return subject;
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public String getToolTipText() {
        return subject + " <" + messageId + ">";
    }

    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageInput that && messageId.equals(that.messageId);
    }

    @Override
    public int hashCode() {
        return messageId.hashCode();
    }
}
