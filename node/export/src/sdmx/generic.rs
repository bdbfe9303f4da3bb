//! Generic data as SDMX-ML 2.1.

use super::{ATTRIBUTES, MEASURE, SdmxIds, VERSION, header, place};
use crate::dataset::{Dataset, Observation, TIME_PERIOD};
use crate::error::ExportError;
use crate::format::Format;
use crate::structure::{COMMON, MESSAGE};
use crate::xml::{Written, Xml};

const GENERIC: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic";

/// How much is said (the parameter `detail` of SDMX REST).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// Figures without flags and sources.
    DataOnly,
    /// Only which series there are.
    SeriesKeys,
}

/// How the figures stand (the parameter `dimensionAtObservation`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Series over time.
    #[default]
    Series,
    /// Each with its whole key.
    Flat,
}

/// A dataset as generic data of SDMX-ML 2.1.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn generic(dataset: &Dataset, view: View, detail: Detail) -> Result<Vec<u8>, ExportError> {
    let failed = |error: std::io::Error| ExportError::library(Format::Structure)(&error);
    let ids = SdmxIds::of(dataset);
    let view = if dataset.time_axis().is_some() { view } else { View::Flat };
    let mut message = Message { out: Xml::new().map_err(failed)?, ids, dataset, detail };
    message.write(view).map_err(failed)?;
    Ok(message.out.into_bytes())
}

struct Message<'a> {
    out: Xml,
    ids: SdmxIds,
    dataset: &'a Dataset,
    detail: Detail,
}

impl Message<'_> {
    fn write(&mut self, view: View) -> Written {
        let (flow, agency) = (self.ids.flow.clone(), self.ids.agency.clone());
        self.out.open("mes:GenericData", &[("xmlns:mes", MESSAGE), ("xmlns:gen", GENERIC), ("xmlns:com", COMMON)])?;
        self.out.open("mes:Header", &[])?;
        header(&mut self.out, &flow, &self.dataset.updated.to_string(), &agency)?;
        let along = if view == View::Series { TIME_PERIOD } else { "AllDimensions" };
        self.out.open("mes:Structure", &[("structureID", &flow), ("dimensionAtObservation", along)])?;
        self.out.open("com:Structure", &[])?;
        self.out.empty("Ref", &[("agencyID", &agency), ("id", &flow), ("version", VERSION)])?;
        self.out.close("com:Structure")?;
        self.out.close("mes:Structure")?;
        self.out.close("mes:Header")?;
        self.out.open("mes:DataSet", &[("structureRef", &flow), ("action", "Replace")])?;
        match view {
            View::Series => self.series()?,
            View::Flat => self.flat()?,
        }
        self.out.close("mes:DataSet")?;
        self.out.close("mes:GenericData")
    }

    /// Figures that have everything but the period in common stand together.
    fn series(&mut self) -> Written {
        let dataset = self.dataset;
        let Some(time) = dataset.time_axis() else { return Ok(()) };
        let axes: Vec<usize> = self.ids.order.iter().copied().filter(|axis| *axis != time).collect();
        let key = |observation: &Observation| axes.iter().map(|axis| place(observation, *axis)).collect::<Vec<_>>();
        let mut sorted: Vec<&Observation> = dataset.observations.iter().collect();
        sorted.sort_by_cached_key(|observation| (key(observation), place(observation, time)));
        for series in sorted.chunk_by(|a, b| key(a) == key(b)) {
            self.out.open("gen:Series", &[])?;
            self.out.open("gen:SeriesKey", &[])?;
            self.codes(&axes, series[0])?;
            self.out.close("gen:SeriesKey")?;
            let with_figures = self.detail != Detail::SeriesKeys;
            for observation in series.iter().filter(|_| with_figures) {
                self.out.open("gen:Obs", &[])?;
                let period = self.ids.codes[time].get(place(observation, time)).cloned().unwrap_or_default();
                self.out.empty("gen:ObsDimension", &[("value", &period)])?;
                self.figure(observation)?;
                self.out.close("gen:Obs")?;
            }
            self.out.close("gen:Series")?;
        }
        Ok(())
    }

    fn flat(&mut self) -> Written {
        let axes = self.ids.order.clone();
        let dataset = self.dataset;
        let with_figures = self.detail != Detail::SeriesKeys;
        for observation in dataset.observations.iter().filter(|_| with_figures) {
            self.out.open("gen:Obs", &[])?;
            self.out.open("gen:ObsKey", &[])?;
            self.codes(&axes, observation)?;
            self.out.close("gen:ObsKey")?;
            self.figure(observation)?;
            self.out.close("gen:Obs")?;
        }
        Ok(())
    }

    fn codes(&mut self, axes: &[usize], observation: &Observation) -> Written {
        for axis in axes {
            let code = self.ids.codes[*axis].get(place(observation, *axis)).map_or("", String::as_str);
            self.out.empty("gen:Value", &[("id", &self.ids.axes[*axis]), ("value", code)])?;
        }
        Ok(())
    }

    fn figure(&mut self, observation: &Observation) -> Written {
        let said = crate::csv::values(self.dataset, observation);
        let [value, attributes @ ..] = &said;
        debug_assert_eq!(MEASURE, "OBS_VALUE", "the measure comes first");
        if !value.is_empty() {
            self.out.empty("gen:ObsValue", &[("value", value)])?;
        }
        if self.detail == Detail::DataOnly {
            return Ok(());
        }
        self.out.open("gen:Attributes", &[])?;
        for (id, text) in ATTRIBUTES.into_iter().zip(attributes).filter(|(_, text)| !text.is_empty()) {
            self.out.empty("gen:Value", &[("id", id), ("value", text)])?;
        }
        self.out.close("gen:Attributes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn text(data: &Dataset, view: View, detail: Detail) -> String {
        String::from_utf8(generic(data, view, detail).unwrap()).unwrap()
    }

    #[test]
    fn series_stand_together_and_a_suppressed_figure_has_no_value() {
        let xml = text(&samples::table(), View::Series, Detail::Full);
        assert_eq!(xml.matches("<gen:Series>").count(), 4);
        assert_eq!(xml.matches("<gen:Obs>").count(), 8);
        let suppressed = xml.split("<gen:Obs>").find(|seen| seen.contains("id=\"CONF_STATUS\" value=\"C\"")).unwrap();
        assert!(
            !suppressed.contains("gen:ObsValue") && suppressed.contains("id=\"OBS_FLAG\" value=\"c\""),
            "{suppressed}"
        );
    }

    #[test]
    fn detail_and_view_leave_out_what_is_not_asked_for() {
        let data = samples::table();
        assert!(!text(&data, View::Series, Detail::DataOnly).contains("gen:Attributes"));
        let keys = text(&data, View::Series, Detail::SeriesKeys);
        assert!(keys.contains("gen:SeriesKey") && !keys.contains("gen:Obs"), "{keys}");
        let flat = text(&data, View::Flat, Detail::Full);
        assert!(flat.contains("\"AllDimensions\"") && !flat.contains("gen:Series"));
        assert!(flat.contains("<gen:Value id=\"TIME_PERIOD\" value=\"2021\"/>"), "{flat}");
    }

    #[test]
    fn hostile_texts_stay_values() {
        let xml = text(&samples::hostile(), View::Flat, Detail::Full);
        assert!(!xml.contains("<script") && !xml.contains('\u{0}'), "{xml}");
    }
}
