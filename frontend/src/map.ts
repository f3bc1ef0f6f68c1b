// The map: boundaries, incidents in cells, and the table below it that follows what is in view. Nothing is loaded from
// outside: no tiles, no glyphs (labels are drawn from the machine's own fonts).
import "./map.css";
import { AttributionControl, Map as GlMap, NavigationControl, Popup, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, MapLayerMouseEvent, StyleSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

type Bounds = { low: number; best: number; high: number | null };
type Cell = { lat: number; lon: number; incidents: number; coarse: number; killed: Bounds; incident: string | null; place: string | null };
type Cells = { cells: Cell[]; extent: number[] | null; bbox: number[] | null };
type Boundaries = Topology & { about: { version: string; source: string } };

const FONT = ["system-ui", "Noto Sans", "sans-serif"];
const DELAY = 300; // ms of rest before the table follows the map
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

/** A colour of the design system as the map can read it, light or dark as the page is. */
function colour(token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function people({ low, best, high }: Bounds): string {
  const said = (n: number) => n.toLocaleString("en");
  if (high === null) return `at least ${said(low)}`;
  if (low === high) return said(low);
  return best === low || best === high ? `${said(low)}–${said(high)}` : `${said(low)}–${said(best)}–${said(high)}`;
}

/** The middle of a country's largest piece, where its name stands, and how large that is in square degrees. */
function labelPoint(shape: Polygon | MultiPolygon): { at: [number, number]; size: number } {
  const pieces = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  let best: [number, number] = [0, 0];
  let most = -1;
  for (const piece of pieces) {
    const ring = piece[0] ?? [];
    let area = 0, x = 0, y = 0;
    for (let i = 0; i < ring.length - 1; i++) {
      const [ax = 0, ay = 0] = ring[i] ?? [];
      const [bx = 0, by = 0] = ring[i + 1] ?? [];
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(area) > most && area !== 0) {
      most = Math.abs(area);
      best = [x / (3 * area), y / (3 * area)];
    }
  }
  return { at: best, size: most / 2 };
}

function style(boundaries: Boundaries): StyleSpecification {
  const part = (name: string) => {
    const object = boundaries.objects[name] as GeometryCollection | undefined;
    return object ? (feature(boundaries, object) as FeatureCollection<Polygon | MultiPolygon>) : (EMPTY as FeatureCollection<Polygon | MultiPolygon>);
  };
  const countries = part("countries");
  const names: FeatureCollection<Point> = {
    type: "FeatureCollection",
    features: countries.features.map((f) => {
      const { at, size } = labelPoint(f.geometry);
      return { type: "Feature", properties: { name: String(f.properties?.["cname"] ?? ""), size }, geometry: { type: "Point", coordinates: at } };
    }),
  };
  const geojson = (data: FeatureCollection) => ({ type: "geojson" as const, data });
  const ink = colour("--ink"), soft = colour("--soft"), edge = colour("--edge"), sheet = colour("--sheet");
  const sea = colour("--sunk"), figure = colour("--figure");
  const alone = ["==", ["get", "coarse"], ["get", "incidents"]] as const; // all of them are placed no better than a province
  return {
    version: 8,
    sources: { countries: geojson(countries), admin1: geojson(part("admin1")), disputed: geojson(part("disputed")), names: geojson(names), cells: geojson(EMPTY) },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": sheet } },
      { id: "admin1", type: "line", source: "admin1", minzoom: 2.8, paint: { "line-color": edge, "line-opacity": 0.4, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.4, 7, 1.2] } },
      { id: "borders", type: "line", source: "countries", paint: { "line-color": edge, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.4] } },
      { id: "disputed", type: "line", source: "disputed", paint: { "line-color": soft, "line-width": 1.5, "line-dasharray": [2, 2] } },
      { id: "divisions", type: "symbol", source: "admin1", minzoom: 5.5, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-max-width": 7 }, paint: { "text-color": soft, "text-halo-color": sheet, "text-halo-width": 1.2, "text-opacity": 0.8 } },
      { id: "names", type: "symbol", source: "names", filter: [">", ["get", "size"], ["step", ["zoom"], 3, 3, 0.6, 4.5, 0]], layout: { "symbol-sort-key": ["-", 0, ["get", "size"]], "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 1, 9, 6, 14], "text-transform": "uppercase", "text-letter-spacing": 0.08, "text-max-width": 7 }, paint: { "text-color": soft, "text-halo-color": sheet, "text-halo-width": 1.4 } },
      {
        id: "cells", type: "circle", source: "cells",
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "incidents"]], 1, 6, 3, 11, 30, 28, 100, 42],
          "circle-color": figure, "circle-opacity": ["case", alone as never, 0.12, 0.5],
          "circle-stroke-color": figure, "circle-stroke-width": 1.5, "circle-stroke-opacity": ["case", alone as never, 0.7, 1],
        },
      },
      { id: "counts", type: "symbol", source: "cells", filter: [">", ["get", "incidents"], 1], layout: { "text-field": ["to-string", ["get", "incidents"]], "text-font": FONT, "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": ink, "text-halo-color": sheet, "text-halo-width": 1.3 } },
    ],
  } as StyleSpecification;
}

function features(cells: Cell[]): FeatureCollection<Point> {
  const made = cells.map((c, n): Feature<Point> => ({ type: "Feature", id: n, properties: { ...c, n }, geometry: { type: "Point", coordinates: [c.lon, c.lat] } }));
  return { type: "FeatureCollection", features: made.reverse() }; // the fullest are drawn last where they overlap
}

/** The filter beside the map carries the box on, so that changing it stays where the map is. */
function keep(box: string): void {
  const form = document.querySelector<HTMLFormElement>("form.filter");
  let field = form?.querySelector<HTMLInputElement>("input[name=bbox]");
  if (form && !field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "bbox" });
    form.append(field);
  }
  if (field) field.value = box;
}

class DatelineMap extends HTMLElement {
  private map: GlMap | undefined;
  private shown: Cells = { cells: [], extent: null, bbox: null };
  private seen = "";
  private timer = 0;
  private request: AbortController | undefined;

  connectedCallback(): void {
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const answer = await fetch(new URL("../boundaries.topo.json", import.meta.url));
      const boundaries = (await answer.json()) as Boundaries;
      this.read();
      this.draw(boundaries);
    } catch (error) {
      this.dataset["failed"] = String(error); // no WebGL: the words inside say so, and the table stays
    }
  }

  private draw(boundaries: Boundaries): void {
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    const [west, south, east, north] = this.shown.extent ?? [-170, -55, 180, 75];
    setWorkerUrl(new URL("maplibre-gl-worker.mjs", import.meta.url).href);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.append(canvas);
    const map = new GlMap({
      container: canvas, style: style(boundaries), attributionControl: false, renderWorldCopies: false, maxZoom: 13, fadeDuration: still ? 0 : 200,
      bounds: [west ?? -170, south ?? -55, east ?? 180, north ?? 75], fitBoundsOptions: { padding: 36, maxZoom: 7 }, dragRotate: false, pitchWithRotate: false,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new AttributionControl({ compact: false, customAttribution: "Natural Earth" }));
    this.querySelector(":scope > p")?.remove();
    this.append(this.legend());
    this.map = map;
    map.on("load", () => {
      this.show();
      this.dataset["ready"] = "true";
    });
    map.on("styledata", () => this.show());
    map.on("moveend", (event) => {
      if ("originalEvent" in event || this.dataset["follow"]) this.follow();
    });
    map.on("click", "cells", (event) => this.open(event));
    map.on("mouseenter", "cells", () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", "cells", () => (map.getCanvas().style.cursor = ""));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(boundaries)));
    new MutationObserver(() => this.changed()).observe(this.parentElement ?? this, { childList: true });
  }

  /** The filter was changed beside the map: show what it lets through, and where that is. */
  private changed(): void {
    if (!this.read()) return;
    this.show();
    const [west, south, east, north] = this.shown.extent ?? [];
    if (!this.shown.bbox && west !== undefined && south !== undefined && east !== undefined && north !== undefined) {
      this.map?.fitBounds([west, south, east, north], { padding: 36, maxZoom: 7, animate: false });
    }
  }

  /** Read what the page says; whether it is new. */
  private read(): boolean {
    const said = document.getElementById("cells")?.textContent ?? "";
    if (!said || said === this.seen) return false;
    this.seen = said;
    this.shown = JSON.parse(said) as Cells;
    return true;
  }

  private show(): void {
    const source = this.map?.getSource("cells") as GeoJSONSource | undefined;
    source?.setData(features(this.shown.cells));
  }

  /** The table, the filter and the address follow what is in view. */
  private follow(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetchView(), DELAY);
  }

  private async fetchView(): Promise<void> {
    const bounds = this.map?.getBounds();
    if (!bounds) return;
    const round = (n: number, least: number, most: number) => Math.min(most, Math.max(least, n)).toFixed(3);
    const box = [round(bounds.getWest(), -180, 180), round(bounds.getSouth(), -90, 90), round(bounds.getEast(), -180, 180), round(bounds.getNorth(), -90, 90)];
    const address = new URL(location.href);
    address.searchParams.set("bbox", box.join(","));
    address.searchParams.delete("page");
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.request.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("results");
      const old = document.getElementById("results");
      if (!fresh || !old) return;
      old.replaceWith(document.adoptNode(fresh));
      history.replaceState(history.state, "", address);
      keep(box.join(","));
      if (this.read()) this.show();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    }
  }

  /** One incident: what it is. Several: closer, or what they are where they all have one place. */
  private open(event: MapLayerMouseEvent): void {
    const n: unknown = event.features?.[0]?.properties["n"];
    const cell = typeof n === "number" ? this.shown.cells[n] : undefined;
    const map = this.map;
    if (!cell || !map) return;
    if (cell.incidents > 1 && map.getZoom() < 9) {
      this.dataset["follow"] = "true";
      map.easeTo({ center: [cell.lon, cell.lat], zoom: map.getZoom() + 2.2 });
      return;
    }
    const said = document.createElement("p");
    const title = document.createElement(cell.incident ? "a" : "b");
    title.textContent = cell.place ?? `${cell.incidents} incidents`;
    title.dir = "auto";
    if (title instanceof HTMLAnchorElement) title.href = `/incidents/${cell.incident}`;
    const rest = cell.coarse ? ", placed no better than its province or country" : "";
    said.append(title, document.createElement("br"), `${cell.incidents === 1 ? "1 incident" : `${cell.incidents} incidents`}, killed ${people(cell.killed)}${rest}`);
    new Popup({ closeButton: false, maxWidth: "18rem" }).setLngLat([cell.lon, cell.lat]).setDOMContent(said).addTo(map);
  }

  private legend(): HTMLElement {
    const box = document.createElement("div");
    box.className = "legend";
    const say = (mark: string, words: string) => {
      const p = document.createElement("p");
      const sign = document.createElement("span");
      sign.className = mark;
      sign.ariaHidden = "true";
      p.append(sign, ` ${words}`);
      box.append(p);
    };
    say("dot", "incidents; larger where there are more");
    say("dot coarse", "known to a province or country only");
    say("dash", "disputed area");
    return box;
  }
}

customElements.define("dateline-map", DatelineMap);
