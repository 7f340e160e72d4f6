// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.LoadModule;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.Sibling;
import org.barscope.core.control.BindingPlan.Step;
import org.barscope.core.control.BindingPlan.Write;

/** A binding plan as text and as JSON. */
final class PlanText {

    private PlanText() {
    }

    static List<String> lines(BindingPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.device() + ": " + plan.driverNow().orElse("no driver") + " -> "
                + plan.driverThen().orElse(plan.done() ? "no driver" : "whichever driver the kernel chooses")
                + (plan.group().isPresent() ? ", IOMMU group " + plan.group().getAsInt() : ""));
        for (Sibling sibling : plan.siblings()) {
            lines.add("  same group: " + sibling.address() + " " + sibling.name() + ", "
                    + sibling.driver().map(driver -> "driver " + driver).orElse("no driver")
                    + (sibling.inTheWay() ? ", IN THE WAY" : ""));
        }
        for (Loss loss : plan.losses()) {
            lines.add("  is lost: " + loss.name() + ", " + loss.detail());
        }
        plan.refusals().forEach(refusal -> lines.add("  REFUSED: " + refusal));
        plan.notes().forEach(note -> lines.add("  note: " + note));
        for (Step step : plan.steps()) {
            lines.add("  " + step.command() + "    # " + step.meaning());
        }
        return lines;
    }

    /** @param carriedOut whether it has been done */
    static void write(JsonGenerator json, BindingPlan plan, boolean carriedOut) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", plan.device().toString());
        json.writeStringField("direction", plan.direction().name());
        json.writeStringField("driverNow", plan.driverNow().orElse(null));
        json.writeStringField("driverThen", plan.driverThen().orElse(null));
        if (plan.group().isPresent()) {
            json.writeNumberField("group", plan.group().getAsInt());
        } else {
            json.writeNullField("group");
        }
        json.writeBooleanField("carriedOut", carriedOut);
        json.writeArrayFieldStart("steps");
        for (Step step : plan.steps()) {
            json.writeStartObject();
            switch (step) {
                case Write write -> {
                    json.writeStringField("file", write.file());
                    json.writeStringField("text", write.text());
                }
                case LoadModule module -> json.writeStringField("module", module.module());
            }
            json.writeStringField("meaning", step.meaning());
            json.writeStringField("command", step.command());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("siblings");
        for (Sibling sibling : plan.siblings()) {
            json.writeStartObject();
            json.writeStringField("address", sibling.address().toString());
            json.writeStringField("name", sibling.name());
            json.writeStringField("driver", sibling.driver().orElse(null));
            json.writeBooleanField("inTheWay", sibling.inTheWay());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("losses");
        for (Loss loss : plan.losses()) {
            json.writeStartObject();
            json.writeStringField("kind", loss.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("name", loss.name());
            json.writeStringField("detail", loss.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.strings(json, "refusals", plan.refusals());
        Json.strings(json, "notes", plan.notes());
        json.writeEndObject();
    }
}
