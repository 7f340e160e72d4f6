// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.core.memory.Route;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Refusal;
import org.barscope.model.Region;

/** Tells the model by which route a region is open, so that tree and properties show it. UI thread only. */
final class RouteFeatures {

    private RouteFeatures() {
    }

    static void show(Region region, Route route) {
        region.setRoute(route.id());
        region.setRouteLabel(route.label());
        region.getRefusals().clear();
        for (Route.Refusal refused : route.refused()) {
            Refusal refusal = BarscopeFactory.eINSTANCE.createRefusal();
            refusal.setRoute(refused.id());
            refusal.setReason(refused.why());
            region.getRefusals().add(refusal);
        }
    }

    static void clear(Region region) {
        region.setRoute("");
        region.setRouteLabel("");
        region.getRefusals().clear();
    }
}
