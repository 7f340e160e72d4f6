// SPDX-License-Identifier: EPL-2.0
/**
 * Reads the manifests, POMs and sources of the whole checkout and fails when they leave the structure the project has
 * decided on: which bundle may use which, who may call native code, what every bundle and source file has. Imports only
 * the JDK and JUnit, and nothing of Barscope: it looks at files.
 */
package org.barscope.releng.architecture;
