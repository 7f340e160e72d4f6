// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;

/** Brings back the messages that were open when Barscope ended. */
public final class MessageInputFactory implements IElementFactory {

    static final String ID = "org.barscope.ui.discussion.messageInputFactory";

    @Override
    public IAdaptable createElement(IMemento memento) {
        return MessageInput.restore(memento).orElse(null);
    }
}
