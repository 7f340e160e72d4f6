// SPDX-License-Identifier: EPL-2.0
/**
 * What Barscope knows of machines, their PCI devices and DMABUFs, and the notes that a user keeps on them, as an EMF
 * model.
 *
 * <p>The sources in {@code src-gen} are generated from {@code model/barscope.ecore} by
 * {@code releng/generator/generate} and checked in; a test of the generator fails when they are stale. Never edit them.
 *
 * <h2>Rules</h2>
 * <ul>
 * <li>No input or output. What is read from a device never becomes an attribute; the one thing kept of its contents is
 * the capture of configuration space ({@link org.barscope.model.ConfigSpace#getContents}), which a saved machine is
 * decoded from.</li>
 * <li>Objects belong to one thread, in the workbench the UI thread. Backends hand over immutable records instead.</li>
 * <li>Strings are never null unless their documentation says so: empty means unknown or none.</li>
 * </ul>
 *
 * <h2>Identity</h2>
 * <p>What can be discovered again has keys within the list that contains it: a group its number, a device its address
 * (within its machine, whatever list it is in), a BAR its index, a capability its offset, an interrupt its kind and
 * vector, a DMABUF its inode. They are the {@code eKeys} of the containment references. An updater finds the object by
 * its key and changes it, so that selections and editors that hold it stay valid; and references in a saved file are
 * paths of keys, which do not depend on the order of lists. Keys are not Ecore IDs, since several machines in one
 * session have devices of the same address. Lists without keys ({@link org.barscope.model.Refusal},
 * {@link org.barscope.model.DmabufRange}) hold values and are replaced as a whole.
 *
 * <h2>Files</h2>
 * <p>XMI, with a {@link org.barscope.model.Machine} or a {@link org.barscope.model.Session} as root. The version is in
 * the namespace, {@link org.barscope.model.BarscopePackage#eNS_URI}. Within one namespace only additions are allowed:
 * classes, features and enumeration literals are never renamed, removed or given another meaning; any other change
 * takes a new namespace. A reader owes its user this:
 * <ul>
 * <li>{@code XMLResource.OPTION_RECORD_UNKNOWN_FEATURE}, which keeps what a newer version added and writes it back.
 * With it a file of another namespace loads as well, but its root is no Machine and no Session: look.</li>
 * <li>A literal that is not known leaves the feature at its default, which says {@code UNKNOWN} wherever the outside
 * decides. EMF reports it as an {@code IllegalValueException} whose feature is of an {@code EEnum}: a warning, since
 * the rest is there.</li>
 * <li>Nothing but the file is opened. EMF opens namespaces and schema locations that it does not know, over the network
 * too: give the resource set a URI handler that refuses everything, and forbid document types.</li>
 * </ul>
 * <p>Cross references never resolve into other files. Strings may hold any character: what XML forbids is replaced when
 * it is written.
 *
 * <p>May import EMF only, and is imported by {@code core} and what is above it.
 */
package org.barscope.model;
