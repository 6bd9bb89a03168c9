"""QGIS opens every collection of a running server by its own provider of OGC API Features, and sees what the server says.

    check.py http://127.0.0.1:PORT PICTURE

Each layer has to hold every feature, page by page, with the same positions; a window has to give what lies in it; and all
layers together have to draw a picture. Prints what was seen, and ends with 1 at the first thing that is otherwise.
"""

import gc
import json
import os
import sys
import urllib.request

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402  (the platform has to be named before)
    Qgis,
    QgsApplication,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

# More features than QGIS asks for at once, so that it has to follow the links to the next ones.
PAGE = 7
# What lies around the western part of the line of Korea.
WINDOW = (124.0, 37.0, 126.8, 38.2)
COLOURS = {"zones": "#83c7f2", "lines": "#1b2327", "points": "#735000", "facts": "#4f5962", "findings": "#a2330a", "tracks": "#0a5c88"}


def ask(address):
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def positions(coordinates):
    """All positions of a GeoJSON geometry, sorted."""
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [tuple(coordinates[:2])]
    return sorted(spot for part in coordinates for spot in positions(part))


def seen(geometry):
    """All positions of a geometry of QGIS, sorted."""
    return sorted((vertex.x(), vertex.y()) for vertex in geometry.vertices())


def is_near(one, other):
    return len(one) == len(other) and all(abs(a - b) < 1e-9 for x, y in zip(one, other) for a, b in zip(x, y))


def need(holds, said):
    if not holds:
        print(f"FAILED: {said}")
        sys.exit(1)


def layer_of(base, name):
    layer = QgsVectorLayer(f"url='{base}/ogc' typename='{name}' pageSize='{PAGE}'", name, "OAPIF")
    need(layer.isValid(), f"QGIS cannot open {name}: {layer.error().message()}")
    need(layer.crs().isGeographic(), f"{name} has the reference system {layer.crs().authid()}")
    return layer


def compare(base, name, layer):
    """Every feature of a collection, as QGIS sees it and as the server tells it."""
    told = {one["id"]: one for one in ask(f"{base}/ogc/collections/{name}/items?limit=10000")["features"]}
    met = {feature["id"]: feature for feature in layer.getFeatures()}
    need(met.keys() == told.keys(), f"{name}: QGIS sees {len(met)} features, the server tells {len(told)}")
    need(len(told) > 0, f"{name} is empty")
    for key, feature in met.items():
        geometry = told[key]["geometry"]
        need(feature.hasGeometry() == (geometry is not None), f"{name} {key}: a place, or none")
        if geometry is not None:
            need(is_near(seen(feature.geometry()), positions(geometry["coordinates"])), f"{name} {key} lies elsewhere")
    return len(met)


def window(layer):
    """How many features QGIS finds in a window."""
    request = QgsFeatureRequest().setFilterRect(QgsRectangle(*WINDOW)).setFlags(QgsFeatureRequest.ExactIntersect)
    inside = list(layer.getFeatures(request))
    every = [one for one in layer.getFeatures() if one.hasGeometry() and one.geometry().intersects(QgsRectangle(*WINDOW))]
    need(len(inside) == len(every), f"{layer.name()}: {len(inside)} features in a window, and {len(every)} of all lie in it")
    return len(inside)


def draw(layers, path):
    """A picture of all layers, areas so that one sees through them; how many colours are met in it."""
    for layer in layers:
        layer.renderer().symbol().setColor(QColor(COLOURS[layer.name()]))
        layer.setOpacity(0.15 if layer.name() == "zones" else 1.0)
    settings = QgsMapSettings()
    settings.setLayers(list(reversed(layers)))
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(QgsRectangle(124.0, 36.8, 129.4, 39.4))
    settings.setOutputSize(QSize(1200, 700))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    need(not job.errors(), f"the picture has errors: {[error.message for error in job.errors()]}")
    image = job.renderedImage()
    image.save(path)
    return len({image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})


def look(base, path):
    names = [one["id"] for one in ask(f"{base}/ogc/collections")["collections"]]
    layers = [layer_of(base, name) for name in names]
    for name, layer in zip(names, layers):
        count = compare(base, name, layer)
        print(f"opened    {name}: {count} features, {window(layer)} in a window, {len(layer.fields())} fields")
    colours = draw(layers, path)
    need(colours > 2 * len(names), f"the picture shows next to nothing: {colours} colours")
    print(f"drawn     {os.path.basename(path)}: {colours} colours")
    print(f"QGIS {Qgis.QGIS_VERSION} opened {len(names)} collections")


def main(base, path):
    program = QgsApplication([], False)
    program.initQgis()
    # The layers are let go before the program that holds them up.
    look(base, path)
    gc.collect()
    program.exitQgis()


main(*sys.argv[1:])
